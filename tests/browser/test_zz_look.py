import sys
from annotating import *
def test_look(open_notebook, page, project, address):
    windowing(address, "contentVisibility")
    desk = open_desk(open_notebook, page, fresh(project))
    for theme in ("JupyterLab Light","JupyterLab Dark"):
        desk.notebook.theme(theme)
        for w,h in ((1400,900),(900,700)):
            page.set_viewport_size({"width":w,"height":h}); page.wait_for_timeout(300)
            t=f"/tmp/lab-{'dark' if 'Dark' in theme else 'light'}-{w}"
            page.locator(".annotate").scroll_into_view_if_needed()
            desk.select("Doechii denouncing the raids"); page.wait_for_timeout(400)
            page.screenshot(path=t+"-selected.png")
            desk.press("e"); page.wait_for_timeout(500)
            print(desk.status.inner_text())
            page.screenshot(path=t+"-form.png")
            desk.press("Escape"); page.wait_for_timeout(100)
            desk.press("Escape")
            desk.list.focus(); desk.press("ArrowDown"); page.wait_for_timeout(200)
            page.screenshot(path=t+"-list.png")
            page.screenshot(path=t+"-list.png")
