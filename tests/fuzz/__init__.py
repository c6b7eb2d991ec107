"""`make fuzz`: the hostile queries of the tests, many more of them."""
