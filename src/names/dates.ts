/**
 * Dates in the formats and zones of moment-timezone, which is what docker/metadata-action has: there are too many of them
 * for another library to give the same for all. 750 kB: only import() this file, where a date is wanted.
 */
import moment from 'moment-timezone'

/** Whether there is a time zone of this name, as in `Europe/Berlin`. */
export function isZone(name: string): boolean {
  return moment.tz.zone(name) !== null
}

/** @param format of moment; without one the date is as in 2020-01-10T00:30:00Z */
export function formatDate(date: Date, format: string | undefined, zone: string): string {
  return moment(date).tz(zone).format(format)
}
