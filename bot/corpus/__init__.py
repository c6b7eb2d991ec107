"""The texts: seeds and `data/` become works, passages, sentences and voices. Pure; nothing here writes."""
