"""A citizen holds a file and its proof against the log: on the own device, and by upload where there is no script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.conftest import (
    PHONE,
    Server,
    assert_accessible,
    assert_fits,
    keep_picture,
    visitor,
    watched,
)
from tests.journeys.test_verify_proof_script import NO_ED25519
from tests.process.conftest import eventually

Sealed = Callable[..., tuple[Path, Path]]


@pytest.fixture(scope="module")
def sealed(server: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Seal a text under a name: the file and its downloaded proof."""
    folder = tmp_path_factory.mktemp("sealed")
    context = visitor(browser, server)

    def act(name: str, text: str, *options: str) -> tuple[Path, Path]:
        file, proof = folder / name, folder / f"{name}.tlog-proof"
        file.write_text(text)
        code, said = server.platform.run("log", "append", str(file), *options)
        assert code == 0, said
        eventually(lambda: context.request.get(f"/log/proof/{index_of(name)}.tlog-proof").ok)
        proof.write_bytes(context.request.get(f"/log/proof/{index_of(name)}.tlog-proof").body())
        return file, proof

    def index_of(name: str) -> str:
        page = context.request.get("/verify/", params={"q": name}).text()
        found = re.search(r"/log/proof/(\d+)\.tlog-proof", page)
        return found[1] if found else "999999999"

    return act


def number_of(proof: Path) -> str:
    return re.search(r"^index (\d+)$", proof.read_text(), re.MULTILINE)[1]


def check(page: Page, *files: Path) -> None:
    page.goto("/verify/")
    page.locator("#file").set_input_files(files)
    page.get_by_role("button", name="核对").click()


def says(page: Page, verdict: str) -> None:
    expect(page.locator("#answer .notice__title")).to_have_text(verdict)


def test_an_original_its_copy_and_its_proof(sealed: Sealed, page: Page, tmp_path: Path):
    """Nothing but the digest leaves the device."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    file, proof = sealed("公告-1.txt", "某规范自即日起施行。")
    check(page, file)
    page.wait_for_url("**/verify/?q=*")
    says(page, "有存证")
    copy = tmp_path / "公告-1.txt"
    copy.write_text("某规范自即日起施行。 ")
    check(page, copy)
    says(page, "日志里没有这个摘要")
    check(page, file, proof)
    says(page, "证明成立")
    expect(page.locator("#answer")).to_contain_text("文件没有上传")
    expect(page.locator("#answer .check--good")).to_have_count(5)
    assert_accessible(page)
    check(page, copy, proof)
    says(page, "证明不成立")
    expect(page.locator("#answer .check--bad")).to_have_text("文件与存证时的内容不同")
    assert set(sent) == {"GET"}


DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const target = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_proof_dropped_on_a_phone_tells_that_its_content_was_revoked(sealed: Sealed, page: Page):
    page.set_viewport_size(PHONE)
    _, proof = sealed("误发.txt", "误发的公告")
    page.goto("/verify/")
    page.evaluate(DROP, [proof.name, proof.read_text()])
    says(page, "证明成立")
    sealed("撤销.txt", "撤销误发的公告", "--revokes", number_of(proof))
    page.goto("/verify/")
    page.evaluate(DROP, [proof.name, proof.read_text()])
    says(page, "证明成立，但已撤销")
    expect(page.locator("#answer article")).to_contain_text("后来撤销：")
    assert_accessible(page)
    assert_fits(page)
    keep_picture(page, "verify-phone")


def test_without_a_script_the_files_are_uploaded_and_judged_alike(sealed: Sealed, browser: Browser, server: Server):
    file, proof = sealed("公告-2.txt", "第二号公告")
    newer, _ = sealed("公告-2-更正.txt", "第二号公告（更正）", "--replaces", number_of(proof))
    with watched(visitor(browser, server, java_script_enabled=False), server) as page:
        check(page, file, proof)
        says(page, "证明成立，但已被替换")
        expect(page.locator("#steps .check--good")).to_have_count(5)
        check(page, newer)
        says(page, "有存证")
        assert page.url.endswith("/verify/"), "a file is posted, not asked for by its digest"
        check(page, file, newer)
        expect(page.locator("#file-fault")).to_contain_text("一次核对一份文件和它的一份离线证明")


def test_a_browser_that_cannot_judge_says_so_and_the_server_does_it(sealed: Sealed, page: Page):
    posted: list[Request] = []
    page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
    page.add_init_script(f"({NO_ED25519})()")
    file, proof = sealed("公告-3.txt", "第三号公告")
    check(page, file, proof)
    says(page, "还不能核验")
    assert posted == []
    page.get_by_role("button", name="改由服务器核对").click()
    says(page, "证明成立")
    assert len(posted) == 1


def test_from_the_log_to_an_entry_to_its_answer(sealed: Sealed, page: Page):
    _, proof = sealed("公告-4.txt", "第四号公告")
    page.goto("/log/")
    page.locator("#listing-q").fill("公告-4")
    page.locator("#listing-search button").click()
    expect(page.locator("#listing tbody tr")).to_have_count(1)
    page.goto("/verify/")
    page.get_by_label("编号或摘要", exact=True).fill(number_of(proof))
    page.get_by_role("button", name="查询").click()
    says(page, "有存证")
    expect(page.locator("#answer article")).to_contain_text("公告-4.txt")
