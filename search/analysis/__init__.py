"""Text to words, once for both engines: tokens, canonical letters, stems, compound parts. Pure; knows no model."""
