import type { KeyboardEvent } from 'react';
import type { Conference } from '../../../client/index.js';
import type { RowHandlers } from './row.js';

const ROW = '[data-party]';

/** The keys of a row that has the focus: arrows lead to another one, letters act on it. */
export function onRowKey(
  event: KeyboardEvent<HTMLElement>,
  conference: Pick<Conference, 'participants' | 'invitations' | 'departed'>,
  handlers: RowHandlers,
): void {
  const row = (event.target as Element).closest<HTMLElement>(ROW);
  if (row === null || event.ctrlKey || event.altKey || event.metaKey) return;
  const next = rowAfter(event.key, row, event.currentTarget);
  if (next !== undefined) {
    event.preventDefault();
    return next.focus();
  }
  if (act(event.key, row.dataset.party, conference, handlers)) event.preventDefault();
}

function rowAfter(key: string, row: HTMLElement, list: HTMLElement): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>(ROW)];
  switch (key) {
    case 'ArrowDown':
      return rows[rows.indexOf(row) + 1];
    case 'ArrowUp':
      return rows[rows.indexOf(row) - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
}

/** False: the key means nothing for this row. */
function act(
  key: string,
  id: string | undefined,
  { participants, invitations, departed }: Pick<Conference, 'participants' | 'invitations' | 'departed'>,
  { onMute, onHold, onHangUp, onStopCalling, onRedial }: RowHandlers,
): boolean {
  const isIt = (one: { readonly id: string }) => one.id === id;
  const [participant, invitation, gone] = [
    participants.find(isIt),
    invitations.find(isIt),
    departed.find((one) => isIt(one) && one.redialable),
  ];
  switch (key.toLowerCase()) {
    case 'm':
      if (participant !== undefined) onMute(participant);
      return participant !== undefined;
    case 'h':
      if (participant !== undefined) onHold(participant);
      return participant !== undefined;
    case 'r':
      if (gone !== undefined) onRedial(gone);
      return gone !== undefined;
    case 'delete':
      if (participant !== undefined) onHangUp(participant);
      else if (invitation !== undefined) onStopCalling(invitation);
      return participant !== undefined || invitation !== undefined;
    default:
      return false;
  }
}
