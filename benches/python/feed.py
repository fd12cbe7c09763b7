"""A calendar of what is announced, as one writes it with Django: a query, an event for each row, to_ical().

`feed.py load EVENTS DATABASE` fills the database from lines of JSON; `feed.py serve DATABASE PORT` answers
`/feed.ics?municipality=…&theme=…` in one process.
"""

import json
import sys
from datetime import datetime, timezone
from wsgiref.simple_server import WSGIRequestHandler, make_server
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.urls import path
from icalendar import Calendar, Event, vRecur

HELSINKI = ZoneInfo("Europe/Helsinki")
AT_ONCE = 2_000

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[-2 if sys.argv[1] == "serve" else -1]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF=__name__,
    USE_TZ=True,
)
django.setup()


class Theme(models.Model):
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        app_label = "feed"


class Announced(models.Model):
    uid = models.CharField(max_length=200, unique=True)
    summary = models.TextField()
    description = models.TextField()
    location = models.TextField()
    url = models.TextField()
    municipality = models.CharField(max_length=3, db_index=True)
    themes = models.ManyToManyField(Theme)
    start = models.CharField(max_length=20)
    end = models.CharField(max_length=20)
    rule = models.TextField()
    next_start = models.DateTimeField(null=True, db_index=True)
    changed = models.DateTimeField()

    class Meta:
        app_label = "feed"


def feed(request):
    found = Announced.objects.filter(
        municipality=request.GET["municipality"], themes__code=request.GET["theme"]
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Measuring//Measuring//FI")
    calendar.add("version", "2.0")
    for announced in found.order_by("next_start"):
        calendar.add_component(event(announced))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def event(announced):
    event = Event()
    event.add("uid", announced.uid)
    event.add("dtstamp", announced.changed)
    event.add("summary", announced.summary)
    event.add("description", announced.description)
    event.add("dtstart", moment(announced.start))
    if announced.end:
        event.add("dtend", moment(announced.end))
    if announced.rule:
        event.add("rrule", vRecur.from_ical(announced.rule))
    if announced.location:
        event.add("location", announced.location)
    event.add("url", announced.url)
    return event


def moment(text):
    if len(text) == 8:
        return datetime.strptime(text, "%Y%m%d").date()
    return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=HELSINKI)


urlpatterns = [path("feed.ics", feed)]


def load(file):
    with connection.schema_editor() as editor:
        editor.create_model(Theme)
        editor.create_model(Announced)
    themes, rows = {}, []
    with open(file, encoding="utf-8") as lines, transaction.atomic():
        for line in lines:
            rows.append(json.loads(line))
            if len(rows) == AT_ONCE:
                put(rows, themes)
                rows = []
        put(rows, themes)


def put(rows, themes):
    codes = [row.pop("themes") for row in rows]
    for code in {code for some in codes for code in some} - themes.keys():
        themes[code] = Theme.objects.create(code=code)
    made = Announced.objects.bulk_create(announced(row) for row in rows)
    through = Announced.themes.through
    through.objects.bulk_create(
        through(announced_id=one.pk, theme_id=themes[code].pk)
        for one, some in zip(made, codes, strict=True)
        for code in some
    )


def announced(row):
    row["changed"] = datetime.strptime(row["changed"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    if row["next_start"]:
        row["next_start"] = datetime.fromisoformat(row["next_start"]).replace(tzinfo=HELSINKI)
    return Announced(**row)


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(sys.argv[2])
    else:
        make_server("127.0.0.1", int(sys.argv[3]), get_wsgi_application(), handler_class=Quiet).serve_forever()
