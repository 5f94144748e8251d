"""Materials at the editors' desk: listed, opened (and logged), reviewed. Nothing is edited or destroyed here."""
