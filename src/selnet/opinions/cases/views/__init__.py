"""Pages of cases: the worklist, lists, opening and sending, the page of a case, its acts, asking and answering."""
