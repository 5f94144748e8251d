"""Our own editions: what may be made from another material, how it is copied, and whom it names."""
