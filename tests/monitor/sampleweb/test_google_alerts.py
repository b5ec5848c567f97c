import feedparser

from monitor.sampleweb import pages, world
from monitor.sampleweb.sources import google_alerts
from tests.monitor.sampleweb.played import ask

PATH = google_alerts.FEED.removeprefix(f"https://{google_alerts.HOST}")


def feed(week):
    return feedparser.parse(ask(google_alerts, PATH, week=week).body)


def test_the_feed_is_well_formed_atom():
    for week in world.WEEKS:
        read = feed(week)
        assert (read.version, bool(read.bozo)) == ("atom10", False)
        assert all(entry.id.startswith("tag:google.com,2013:googlealerts/feed:") for entry in read.entries)


def test_targets_stand_in_googles_own_redirect():
    links = [entry.link for entry in feed(1).entries]

    assert all(link.startswith("https://www.google.com/url?rct=j&sa=t&url=https://") for link in links)
    assert any(f"&url={pages.NEWS}&" in link for link in links)


def test_titles_are_escaped_html():
    raw = ask(google_alerts, PATH).body.decode()

    assert "&lt;b&gt;Maren Holloway&lt;/b&gt;" in raw
    assert "&amp;nbsp;" in raw


def test_an_entry_comes_in_week_four_and_an_old_one_drops_off():
    entries = {week: {entry.id for entry in feed(week).entries} for week in world.WEEKS}

    assert entries[1] == entries[2] == entries[3]
    assert len(entries[4] - entries[3]) == 1
    assert len(entries[3] - entries[4]) == 1
    assert entries[4] == entries[5]


def test_an_unchanged_feed_answers_304():
    tag = ask(google_alerts, PATH, week=1).headers["etag"]

    assert ask(google_alerts, PATH, week=2, headers={"if-none-match": tag}).status_code == 304
    assert ask(google_alerts, PATH, week=4, headers={"if-none-match": tag}).status_code == 200


def test_another_alert_is_not_there():
    assert ask(google_alerts, "/alerts/feeds/1/1").status_code == 404
