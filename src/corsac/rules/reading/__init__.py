"""How rules read a case: what was judged, what each answer lacks, and who made it."""
