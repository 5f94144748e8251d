"""Large files, resumed where they were cut: the tus protocol, and where half a file lies."""
