"""From the text as it was given to clean characters, clauses and the roles of clauses."""
