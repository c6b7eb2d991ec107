"""The search index: tantivy on disk, derived from the texts, thrown away and rebuilt when they change."""
