"""Collections: curated, ordered sets of materials, and what each reader may see of one."""
