"""Cards: markdown text in, validated values out."""
