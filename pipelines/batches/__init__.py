"""Documents by batches: what arrived together is read and searched together, once, on all cores."""
