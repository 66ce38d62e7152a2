"""Several readers of one article: each hands in a reading, and all are compared.

`hand_in` packs a reading under a pseudonym; `packed` opens what was packed and trusts
none of it; `reading_in` reads what a class handed in; `passages` and `people` find out
which rows of different readers are about the same; `agreement` measures; `compared`
holds the result; `page` and `comparison` show it.
"""
