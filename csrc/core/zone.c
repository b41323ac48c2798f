#include "memory.h"

#include <math.h>
#include <string.h>
#include <unicode/ucal.h>

enum { LONGEST_NAME = 64 };

struct nst_zone {
  UCalendar *calendar;
  nst_allocator allocator;
};

/* ICU takes any name and gives GMT for one it does not know. */
static nst_status open_calendar(const char *name, UCalendar **out) {
  UChar units[LONGEST_NAME], canonical[LONGEST_NAME];
  size_t length = strlen(name);
  if (!length || length >= LONGEST_NAME) return NST_UNKNOWN_ZONE;
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)name[i] >= 0x80) return NST_UNKNOWN_ZONE;
    units[i] = (UChar)name[i];
  }
  UErrorCode error = U_ZERO_ERROR;
  UBool known = 0;
  ucal_getCanonicalTimeZoneID(units, (int32_t)length, canonical, LONGEST_NAME, &known, &error);
  if (error == U_ILLEGAL_ARGUMENT_ERROR) return NST_UNKNOWN_ZONE;
  if (U_FAILURE(error)) return NST_UNICODE;
  error = U_ZERO_ERROR;
  *out = ucal_open(units, (int32_t)length, "en", UCAL_GREGORIAN, &error);
  return U_SUCCESS(error) ? NST_OK : NST_UNICODE;
}

nst_status nst_zone_open(const char *name, const nst_allocator *given, nst_zone **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  UCalendar *calendar = NULL;
  nst_status status = open_calendar(name, &calendar);
  if (status != NST_OK) return status;
  nst_zone *zone = nst_allocate_zeroed(&allocator, sizeof *zone);
  if (!zone) {
    ucal_close(calendar);
    return NST_NO_MEMORY;
  }
  zone->calendar = calendar;
  zone->allocator = allocator;
  *out = zone;
  return NST_OK;
}

void nst_zone_close(nst_zone *zone) {
  if (!zone) return;
  nst_allocator allocator = zone->allocator;
  ucal_close(zone->calendar);
  nst_release(&allocator, zone, sizeof *zone);
}

nst_status nst_zone_offset(nst_zone *zone, double seconds, int *offset) {
  UErrorCode error = U_ZERO_ERROR;
  ucal_setMillis(zone->calendar, floor(seconds) * 1000, &error);
  int32_t standard = ucal_get(zone->calendar, UCAL_ZONE_OFFSET, &error);
  int32_t summer = ucal_get(zone->calendar, UCAL_DST_OFFSET, &error);
  if (U_FAILURE(error)) return NST_UNICODE;
  *offset = (standard + summer) / 1000;
  return NST_OK;
}
