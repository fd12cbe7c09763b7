/* Reads a calendar with libical: one line an occurrence ("uid start end state"), and "error TEXT" for
 * what libical finds wrong. Compared by check_ics.py --with. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many instances of one event are listed; more than any window of the tests holds. */
#define MAX_INSTANCES 3000
#define MAX_YEAR 2032

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text) {
        size_t read = fread(text, 1, (size_t)size, file);
        text[read] = '\0';
    }
    fclose(file);
    return text;
}

static void print_errors(icalcomponent *component)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
    for (; property; property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
        printf("error %s\n", icalproperty_get_value_as_string(property));
    icalcomponent *inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; inner; inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        print_errors(inner);
}

static void print_time(struct icaltimetype time)
{
    if (icaltime_is_null_time(time)) {
        printf(" -");
    } else if (icaltime_is_date(time)) {
        printf(" %04d-%02d-%02d", time.year, time.month, time.day);
    } else {
        struct icaltimetype utc = icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
        printf(" %04d-%02d-%02dT%02d:%02d:%02dZ", utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second);
    }
}

static void print_event(icalcomponent *event, struct icaltimetype start, struct icaltimetype end)
{
    printf("%s", icalcomponent_get_uid(event));
    print_time(start);
    print_time(end);
    printf(" %s\n", icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED ? "cancelled" : "held");
}

static int has(icalcomponent *event, icalproperty_kind kind)
{
    return icalcomponent_get_first_property(event, kind) != NULL;
}

/* An instance that has an event of its own. */
static int is_replaced(icalcomponent *calendar, icalcomponent *master, struct icaltimetype start)
{
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *event; (event = icalcompiter_deref(&at)); icalcompiter_next(&at)) {
        if (!has(event, ICAL_RECURRENCEID_PROPERTY))
            continue;
        if (strcmp(icalcomponent_get_uid(event), icalcomponent_get_uid(master)) == 0 &&
            icaltime_compare(icalcomponent_get_recurrenceid(event), start) == 0)
            return 1;
    }
    return 0;
}

static int is_excluded(icalcomponent *event, struct icaltimetype start)
{
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
    for (; property; property = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        if (icaltime_compare(icalproperty_get_datetime_with_component(property, event), start) == 0)
            return 1;
    }
    return 0;
}

struct instance {
    icalcomponent *calendar, *event;
    struct icaltimetype first, end;
};

/* The length of the first instance, on the wall clock as its end is written. */
static struct icaltimetype end_of(const struct instance *of, struct icaltimetype start)
{
    if (icaltime_is_null_time(of->end) || icaltime_compare(start, of->first) == 0)
        return of->end;
    struct icaltimetype first = of->first, end = of->end, moved = start;
    int days = icaltime_day_of_year(end) - icaltime_day_of_year(first);
    if (end.year != first.year)
        days += 365 + icaltime_is_leap_year(first.year);
    icaltime_adjust(&moved, days, end.hour - first.hour, end.minute - first.minute, end.second - first.second);
    return moved;
}

static void print_instance(const struct instance *of, struct icaltimetype start)
{
    if (!is_excluded(of->event, start) && !is_replaced(of->calendar, of->event, start))
        print_event(of->event, start, end_of(of, start));
}

static void expand(icalcomponent *calendar, icalcomponent *event)
{
    struct instance of = {calendar, event, icalcomponent_get_dtstart(event), icaltime_null_time()};
    if (has(event, ICAL_DTEND_PROPERTY))
        of.end = icalcomponent_get_dtend(event);
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (rule) {
        icalrecur_iterator *at = icalrecur_iterator_new(icalproperty_get_rrule(rule), of.first);
        struct icaltimetype start = icalrecur_iterator_next(at);
        for (int n = 0; n < MAX_INSTANCES && !icaltime_is_null_time(start) && start.year <= MAX_YEAR; n++) {
            print_instance(&of, start);
            start = icalrecur_iterator_next(at);
        }
        icalrecur_iterator_free(at);
    } else {
        print_instance(&of, of.first);
    }
    /* Collected first: libical keeps one place in the list of a component's properties. */
    struct icaltimetype extra[MAX_INSTANCES];
    int extras = 0;
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    for (; property && extras < MAX_INSTANCES;
         property = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
        extra[extras] = icalproperty_get_rdate(property).time;
        icaltime_set_timezone(&extra[extras], icaltime_get_timezone(of.first));
        extras++;
    }
    for (int n = 0; n < extras; n++)
        print_instance(&of, extra[n]);
}

int main(int argc, char **argv)
{
    char *text = argc == 2 ? read_file(argv[1]) : NULL;
    if (!text) {
        fprintf(stderr, "usage: libical FEED.ics\n");
        return 2;
    }
    icalerror_set_errors_are_fatal(0);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        printf("error no calendar\n");
        return 1;
    }
    icalrestriction_check(calendar);
    print_errors(calendar);
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *event; (event = icalcompiter_deref(&at)); icalcompiter_next(&at)) {
        if (has(event, ICAL_RECURRENCEID_PROPERTY))
            print_event(event, icalcomponent_get_dtstart(event),
                        has(event, ICAL_DTEND_PROPERTY) ? icalcomponent_get_dtend(event) : icaltime_null_time());
        else
            expand(calendar, event);
    }
    icalcomponent_free(calendar);
    free(text);
    return 0;
}
