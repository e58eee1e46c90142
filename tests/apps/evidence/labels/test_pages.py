"""Pages of labels: checking without signing in, every state; issuing, ending and printing for those who may."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanheng.apps.evidence.actions.open_label_key import open_label_key
from quanheng.apps.evidence.models import Event, Label, LabelEnd, LabelKey, LabelScans
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.labels import cose, token
from quanheng.core.trust.labels.issuers import parse_issuers
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.directory import Body
from tests.apps.evidence.labels.bench import KEEPER, Bench, checked
from tests.apps.imports.conftest import person_with

DIGEST = "ab" * 32
FORM = {
    "name": "电子天平",
    "serial": "SN-77",
    "certificate": "JL-77",
    "kind": "1",
    "result": "合格",
    "due": f"{legal_today().year + 1}-06-30",
    "sha256": DIGEST,
}


@pytest.fixture
def bench(bench_today: Bench) -> Bench:
    """Pages ask the clock."""
    return bench_today


@pytest.fixture
def desk(bench: Bench) -> Client:
    """The issuer at work."""
    client = Client()
    client.force_login(bench.account)
    return client


@pytest.fixture
def keeper(bench: Bench) -> Client:
    """The security administrator."""
    client = Client()
    client.force_login(person_with("security-administrator", bench.organisation, "乙", now()))
    return client


def text_of(label: Label) -> str:
    return token.to_token(bytes(label.token))


def state(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    found = re.search(r'<strong id="label-state">([^<]+)</strong>', page)
    assert found, page
    return found[1]


def test_whoever_scans_a_label_reads_its_state_and_what_it_says_without_signing_in(bench, client):
    label = bench.issue(**bench.due)
    page = client.get(f"/V/{text_of(label)}").content.decode()
    assert state(client, f"/V/{text_of(label)}") == state(client, f"/v/{text_of(label).lower()}/") == "有效"
    for said in ("SN12345678", "电子天平", "Ⅱ 级", bench.due["due"].isoformat(), "某市计量测试研究院", "翻印"):
        assert said in page
    assert "noindex" in page
    assert not client.cookies, "nobody is followed"


def test_every_state_is_said_in_its_word(bench, client, settings):
    valid = bench.issue(**bench.due)
    revoked, replaced = bench.issue(serial="SN2", **bench.due), bench.issue(serial="SN3", **bench.due)
    bench.revoke(revoked, "证书作废")
    successor = bench.replace(replaced, serial="SN4", **bench.due)
    stranger = cose.sign(checked(valid, now()).verdict.claims.encode(), Ed25519Signer.from_seed(b"x" * 32))
    said = {
        text_of(valid): "有效",
        text_of(revoked): "已撤销",
        text_of(replaced): "已替换",
        token.to_token(stranger): "未知签发者",
        "AAAAAAAA": "签名不符",
        text_of(valid)[:-8] + "AAAAAAA": "签名不符",
    }
    assert {text: state(client, f"/v/{text}") for text in said} == said
    assert "证书作废" in client.get(f"/v/{text_of(revoked)}").content.decode()
    assert f"/v/{text_of(successor)}" in client.get(f"/v/{text_of(replaced)}").content.decode()


def test_an_expired_label_says_so(bench, client, monkeypatch):
    label = bench.issue(**bench.due)
    monkeypatch.setattr("quanheng.apps.evidence.views.label_check.now", lambda: label.expires_at)
    assert state(client, f"/v/{text_of(label)}") == "已过期"


def test_a_label_of_another_platform_leads_to_where_it_can_be_asked(bench, client):
    signer = Ed25519Signer.from_seed(b"z" * 32)
    elsewhere = Body(0, bench.institute.key, "外省计量院")
    open_label_key(issuer=elsewhere, public=signer.public, home="m.other.cn", actor=KEEPER, now=bench.now)
    raw = cose.sign(checked(bench.issue(**bench.due), now()).verdict.claims.encode(), signer)
    page = client.get(f"/v/{token.to_token(raw)}").content.decode()
    assert "未核对" in page
    assert f"https://m.other.cn/v/{token.to_token(raw)}" in page


def test_a_good_signature_that_was_never_issued_is_not_on_record(bench, client):
    key = LabelKey.objects.get()
    from quanheng.apps.evidence.labels.keys import signer_of

    raw = cose.sign(
        checked(bench.issue(**bench.due), now()).verdict.claims.encode().replace(b"SN12345678", b"SN87654321"),
        signer_of(key),
    )
    assert state(client, f"/v/{token.to_token(raw)}") == "没有登记"


@pytest.mark.parametrize("host", ["m.example.cn", "M.EXAMPLE.CN"])
def test_what_was_scanned_may_be_typed(bench, client, host):
    label = bench.issue(**bench.due)
    for text in (f"HTTPS://{host}/V/{text_of(label)}", text_of(label).lower(), token.closed(bytes(label.token))):
        assert client.get("/v/", {"code": text})["Location"] == f"/v/{text_of(label)}"
    spoken = label.number.replace("-", " ").lower()
    assert client.get("/v/", {"code": spoken})["Location"] == f"/labels/{label.number}/"


def test_an_address_of_another_host_is_said_to_be_one(bench, client):
    label = bench.issue(**bench.due)
    answer = client.get("/v/", {"code": f"https://evil.example/v/{text_of(label)}"}, follow=True)
    assert "evil.example" in answer.content.decode()
    assert "另一个网站" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "龘", "AAAA-AAAA", "x" * 8001, "https://[", "<script>alert(1)</script>", "\x00"])
def test_what_is_no_label_is_answered_and_changes_nothing(bench, client, text):
    answer = client.get("/v/", {"code": text})
    assert answer.status_code in {400, 422}
    assert "<script>alert" not in answer.content.decode()


def test_bounds_of_the_address(bench, client):
    assert client.get("/v/" + "A" * 4096).status_code == 200
    assert client.get("/v/" + "A" * 4097).status_code == 404
    assert client.get("/v/ABCDEFG1").status_code == 404
    assert client.get("/v/" + "A" * 9000).status_code == 414
    assert client.get("/labels/AAAA-AAAA-AAAA/").status_code == 404
    assert client.get("/labels/nonsense/").status_code == 404


def test_the_proof_of_a_label_is_offered_once_it_has_a_number(bench, client):
    label = bench.issue(**bench.due)
    assert "tlog-proof" not in client.get(f"/v/{text_of(label)}").content.decode()
    bench.log()
    page = client.get(f"/v/{text_of(label)}").content.decode()
    found = re.search(r'href="(/log/proof/[0-9]+\.tlog-proof)"', page)
    assert found
    proof = client.get(found[1]).content.decode()
    assert proof.startswith("c2sp.org/tlog-proof@v1")


def test_checks_are_counted_and_nothing_of_who_checked_is_kept(bench, client):
    label = bench.issue(**bench.due)
    for _ in range(3):
        assert client.post(f"/v/{text_of(label)}/seen").status_code == 204
    assert client.post("/v/AAAAAAAA/seen").status_code == 204
    [row] = LabelScans.objects.all()
    assert (row.label, row.count) == (label, 3)
    assert {field.name for field in LabelScans._meta.fields} == {"id", "label", "day", "count"}
    assert client.get(f"/v/{text_of(label)}/seen").status_code == 405


def test_counting_stops_before_it_keeps_the_database_busy(bench, client, monkeypatch):
    label = bench.issue(**bench.due)
    moment = now() + timedelta(hours=1)  # a second in which nothing was counted yet
    monkeypatch.setattr("quanheng.apps.evidence.views.label_check.MOST_COUNTED", 2)
    monkeypatch.setattr("quanheng.apps.evidence.views.label_check.now", lambda: moment)
    for _ in range(4):
        assert client.post(f"/v/{text_of(label)}/seen").status_code == 204
    assert LabelScans.objects.get().count == 2


def test_the_worker_is_a_program_of_this_site_for_both_spellings(client, db):
    answer = client.get("/v/worker.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "label-worker" in answer.content.decode()


def test_a_label_is_issued_from_the_form_with_the_digest_of_the_file(bench, desk):
    content = b"%PDF-1.7 a certificate"
    form = {**FORM, "sha256": "", "document": SimpleUploadedFile("c.pdf", content)}
    answer = desk.post("/labels/issue/", form)
    label = Label.objects.get()
    assert answer["Location"] == f"/labels/{label.number}/"
    assert label.sha256 == Digest.of(content).sha256.hex()
    page = desk.get(answer["Location"]).content.decode()
    for said in ("SN-77", "JL-77", label.sha256, "别人扫码看到的页面", f"/v/{text_of(label)}"):
        assert said in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sha256": ""}, "请选择证书文件"),
        ({"sha256": "12"}, "64 位十六进制"),
        ({"document": SimpleUploadedFile("c.pdf", b"other")}, "与所选文件的摘要不同"),
        ({"serial": ""}, "field"),
        ({"due": "1950-01-01"}, "有效期已过"),
        ({"kind": "7"}, "kind"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_its_fault(bench, desk, change, words):
    answer = desk.post("/labels/issue/", {**FORM, **change})
    assert (answer.status_code, Label.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_revoking_and_replacing_through_the_pages(bench, desk, client):
    label = bench.issue(**bench.due)
    desk.post(f"/labels/{label.number}/revoke/", {"reason": ""})
    assert not LabelEnd.objects.exists()
    assert desk.post(f"/labels/{label.number}/revoke/", {"reason": "证书有误"}).status_code == 302
    assert state(client, f"/v/{text_of(label)}") == "已撤销"
    other = bench.issue(serial="SN-B", **bench.due)
    form = desk.get(f"/labels/{other.number}/replace/").content.decode()
    assert 'value="SN-B"' in form
    assert f'value="{bench.due["due"].isoformat()}"' in form, "as the browser's field of a day takes it"
    assert desk.post(f"/labels/{other.number}/replace/", {**FORM, "reason": "更正"}).status_code == 302
    assert state(client, f"/v/{text_of(other)}") == "已替换"
    page = client.get(f"/labels/{label.number}/").content.decode()
    assert "证书有误" in page
    assert "SN12345678" not in page, "what a label says is for whoever holds it"


def test_the_list_is_narrowed_sorted_and_exported(bench, desk):
    keep = bench.issue(serial="SN-KEEP", **bench.due)
    ended = bench.issue(serial="SN-ENDED", **bench.due)
    bench.revoke(ended)
    page = desk.get("/labels/?state=valid").content.decode()
    assert ("SN-KEEP" in page, "SN-ENDED" in page) == (True, False)
    assert "SN-ENDED" in desk.get("/labels/?state=revoked").content.decode()
    assert "SN-KEEP" not in desk.get("/labels/?q=ENDED").content.decode()
    rows = b"".join(desk.get("/labels/?export=csv").streaming_content).decode("utf-8-sig")
    assert f"HTTPS://M.EXAMPLE.CN/V/{text_of(keep)}" in rows


def test_labels_are_printed_for_the_conditions_of_the_list(bench, desk):
    kept = bench.issue(serial="SN-A", **bench.due)
    bench.issue(serial="SN-B", **bench.due)
    ended = bench.issue(serial="SN-C", **bench.due)
    bench.revoke(ended)
    page = desk.get("/labels/print/?q=SN").content.decode()
    assert "共 2 枚" in page

    def words(path):
        document = pypdfium2.PdfDocument(desk.get(path).content)
        found = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return found

    both = words("/labels/sheet.pdf?format=a4-105x74&q=SN&start=3")
    assert ("SN-A" in both, "SN-B" in both, "SN-C" in both) == (True, True, False)
    assert "SN-B" not in words(f"/labels/sheet.pdf?format=roll-60x40&number={kept.number}")
    for bad in ("format=a5", "format=a4-70x37&start=25", "format=a4-70x37&start=x", "q=SN-nothing"):
        assert desk.get(f"/labels/sheet.pdf?{bad}").status_code == 400, bad


def test_keys_are_opened_and_ended_by_the_security_administrator_and_the_list_is_published(bench, keeper, client):
    name = bench.organisation.name
    assert keeper.post("/labels/issuers/open/", {"organisation": "没有这个机构"}).status_code == 422
    assert keeper.post("/labels/issuers/open/", {"organisation": name}).status_code == 302
    other = {"organisation": "外省计量院", "home": "m.other.cn", "number": "JX-7", "public": "cd" * 32}
    assert keeper.post("/labels/issuers/open/", other).status_code == 302
    assert keeper.post("/labels/issuers/open/", other).status_code == 422, "one key once"
    for change in ({"home": "https://m.other.cn"}, {"public": "zz"}, {"number": ""}):
        assert keeper.post("/labels/issuers/open/", {**other, **change}).status_code == 422
    published = parse_issuers(client.get("/labels/issuers.json").content)
    assert [one.home for one in published if one.id == "JX-7"] == ["m.other.cn"]
    [key] = LabelKey.objects.filter(issuer="JX-7")
    moment = (now() + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")
    ended = keeper.post(f"/labels/issuers/{key.key_id}/end/", {"end": moment, "reason": "停用"})
    assert ended.status_code == 302
    page = client.get("/labels/issuers/").content.decode()
    assert "停用" in page
    assert Event.objects.filter(kind="evidence.label_key_ended", public=True).count() == 1


def test_the_open_interface_answers_for_a_label(bench, client):
    label = bench.issue(**bench.due)
    told = client.get(f"/api/v1/labels/{text_of(label)}").json()
    assert (told["state"], told["serial"], told["number"]) == ("valid", "SN12345678", label.number)
    bench.revoke(label)
    told = client.get(f"/api/v1/labels/{text_of(label)}").json()
    assert (told["state"], told["reason"]) == ("revoked", "证书有误")
    assert client.get("/api/v1/labels/AAAAAAAA").json()["state"] == "forged"
    assert client.get("/api/v1/labels/A").json()["state"] == "forged"
