def titles(language):
    return frozenset("""
Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof St Sen Sens Rep Reps Gov Govs Gen Lt Col
Sgt Capt Maj Brig Cmdr Cdr Adm Ens Cpl Pvt Pfc Spc Rev Revs Hon Fr Msgr Pres
Supt Det Insp Atty Asst Amb Sec Treas Ald Cllr President Minister Premier
Chancellor Senator Governor Mayor Judge Justice Pope Prince Princess King Queen
Secretary Chairman Chairwoman Director Captain Coach Professor Officer Sheriff
General Colonel Major Lieutenant Sergeant Corporal Private Admiral Commander
Deputy Ambassador Congressman Congresswoman Representative Attorney Spokesman
Spokeswoman Archbishop Bishop Cardinal Detective Inspector Sir Dame Lord Lady
""".split())
