"""Health answers and the headers of every page."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_answers_for_any_host_without_versions_or_paths(client: Client, path: str) -> None:
    response = client.get(path, headers={"host": "10.0.0.7"})
    assert response.status_code == 200
    assert set(response.json().values()) == {"ok"}
    assert "Set-Cookie" not in response


@pytest.mark.django_db
def test_ready_says_no_while_the_database_is_away_and_live_says_yes(client: Client) -> None:
    def away(*args: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(away):
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_every_page_is_private_strict_and_unframed(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")


@pytest.mark.django_db
def test_a_page_for_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/no-such-page/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_the_short_address_of_the_accessibility_statement_leads_to_it(client: Client) -> None:
    assert client.get("/was", follow=True).status_code == 200
