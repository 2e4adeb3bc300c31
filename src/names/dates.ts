/**
 * Dates in the formats and zones of moment-timezone, which docker/metadata-action uses: there are too many of them for
 * another library to give the same results. 750 kB: only import() this file, and only for a date.
 */
import moment from 'moment-timezone'

/** Whether a time zone of this name exists, as in `Europe/Berlin`. */
export function isZone(name: string): boolean {
  return moment.tz.zone(name) !== null
}

/** @param format of moment; without one the date is as in 2020-01-10T00:30:00Z */
export function formatDate(date: Date, format: string | undefined, zone: string): string {
  return moment(date).tz(zone).format(format)
}
