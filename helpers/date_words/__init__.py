"""Written dates: which words name a time, and the EDTF date they mean."""
