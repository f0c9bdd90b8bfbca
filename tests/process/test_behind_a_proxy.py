"""`tracker serve` behind a real reverse proxy with TLS, at the root of its host and under a path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests
from proxy import running_proxy
from running import free_port, tracker
from serving import add_somebody, running_web, token_of

from tracker.core.words import Role

PASSWORD = "long enough 42 horses"
LINK = re.compile(r'\b(?:href|src|action)="([^"#?][^"]*)"')


@dataclass(frozen=True)
class Site:
    """A site as people reach it, and the web process behind it."""

    url: str
    prefix: str
    inside: str
    certificate: str

    def session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # a bundle of the environment would go before ours
        session.verify = self.certificate
        session.headers["Referer"] = f"{self.url}/sign-in"
        return session

    def sign_in(self, **headers: str) -> tuple[requests.Session, requests.Response]:
        session = self.session()
        token = token_of(session.get(f"{self.url}/sign-in", timeout=30, headers=headers).text)
        data = {"username": "ducha", "password": PASSWORD, "csrf_token": token}
        answer = session.post(
            f"{self.url}/sign-in?next={self.prefix}/cases",
            data=data,
            timeout=30,
            headers=headers,
            allow_redirects=False,
        )
        return session, answer


@pytest.fixture(scope="module", params=["", "/duban"], ids=["at the root", "under a path"])
def site(request, tmp_path_factory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("proxied")
    assert tracker(data, "seed", "--plan", "tuoli-2023").code == 0
    add_somebody(data, "ducha", "督查员甲", Role.OFFICE, PASSWORD)
    port = free_port()
    url = f"https://127.0.0.1:{port}{request.param}"
    settings = {"TRACKER_BASE_URL": url, "TRACKER_TRUSTED_PROXIES": "1", "TRACKER_METRICS_TOKEN": "t" * 20}
    log = data / "web.log"
    with running_web(data, log, workers=1, **settings) as web, running_proxy(port, web.url, data) as certificate:
        yield Site(url, request.param, web.url, str(certificate))


def test_somebody_signs_in_over_https_and_stays_where_they_came(site):
    session, answer = site.sign_in()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{site.prefix}/cases"
    cookie = answer.headers["Set-Cookie"]
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert f"Path={site.prefix}/" in cookie
    assert session.get(f"{site.url}/cases", timeout=30).status_code == 200


def test_a_stranger_is_led_to_the_sign_in_page_and_back(site):
    answer = site.session().get(f"{site.url}/cases", timeout=30, allow_redirects=False)
    assert answer.headers["Location"] == f"{site.prefix}/sign-in?next={site.prefix}/cases"


def test_every_link_of_a_page_stays_within_the_site(site):
    session, _ = site.sign_in()
    for path in ("/plans", "/plans/tuoli-2023", "/desk", "/feeds", "/channels", "/nowhere"):
        page = session.get(f"{site.url}{path}", timeout=30)
        links = LINK.findall(page.text)
        assert links
        outside = [link for link in links if not link.startswith((f"{site.prefix}/", "mailto:", site.url, "webcal:"))]
        assert not outside, path


def test_the_style_arrives(site):
    page = site.session().get(f"{site.url}/sign-in", timeout=30).text
    for path in re.findall(r'href="([^"]+\.css[^"]*)"', page):
        host = site.url.removesuffix(site.prefix)
        assert site.session().get(f"{host}{path}", timeout=30).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-Server", "Forwarded"])
def test_a_client_cannot_bend_links_and_redirects(site, name):
    _, answer = site.sign_in(**{name: "//evil.example/"})
    assert answer.headers["Location"] == f"{site.prefix}/cases"
    page = site.session().get(f"{site.url}/sign-in", headers={name: "//evil.example/"}, timeout=30)
    assert "evil.example" not in page.text


def test_a_client_who_claims_to_be_this_machine_is_not_believed(site):
    session = site.session()
    headers = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"}
    assert session.get(f"{site.url}/metrics", headers=headers, timeout=30).status_code == 404
    shown = session.get(f"{site.url}/metrics", headers={"Authorization": "Bearer " + "t" * 20}, timeout=30)
    assert shown.status_code == 200
    assert "tracker_ready 1.0" in shown.text


def test_the_proxys_number_of_a_request_is_taken_and_given_back(site):
    answer = site.session().get(f"{site.url}/sign-in", headers={"X-Request-ID": "nginx-0123456789"}, timeout=30)
    assert answer.headers["X-Request-ID"] == "nginx-0123456789"
