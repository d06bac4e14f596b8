"""Numbers in a text: in digits and in words, with their bounds and what they count."""
