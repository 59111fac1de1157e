import { foundation } from './0001-foundation.js';
import { charging } from './0002-charging.js';
import { trunksAndDialing } from './0003-trunks-and-dialing.js';
import { numbersAndBookings } from './0004-numbers-and-bookings.js';
import { door } from './0005-door.js';
import { contactsAndInvitees } from './0006-contacts-and-invitees.js';
import { outbox } from './0007-outbox.js';
import { administration } from './0008-administration.js';
import { records } from './0009-records.js';
import { bookingDetails } from './0010-booking-details.js';
import { webhooks } from './0011-webhooks.js';
import { legSums } from './0012-leg-sums.js';
import { recordingShares } from './0013-recording-shares.js';
import { chargeFileSums } from './0014-charge-file-sums.js';
import { chargeFilesKept } from './0015-charge-files-kept.js';
import { diallingForgotten } from './0016-dialling-forgotten.js';
import type { Migration } from './migration.js';

/** In order, numbered from 1 without a gap. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  charging,
  trunksAndDialing,
  numbersAndBookings,
  door,
  contactsAndInvitees,
  outbox,
  administration,
  records,
  bookingDetails,
  webhooks,
  legSums,
  recordingShares,
  chargeFileSums,
  chargeFilesKept,
  diallingForgotten,
];
