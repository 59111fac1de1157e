import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Departed, Invitation } from '../../../client/index.js';
import { knownName } from '../../live/known-name.js';
import { HANG_UP, REDIAL } from './icons.js';
import { Mark, RowButton, Who } from './party-parts.js';
import { markOfInvitation } from './party-state.js';
import { reasonKey } from './reason-key.js';
import type { RowProps } from './row.js';
import { useWhoText } from './use-who-text.js';

/** Somebody who is being called. */
export const InvitationRow = memo(function InvitationRow({
  party: invitation,
  busy,
  isCurrent,
  handlers,
}: RowProps<Invitation>) {
  const { t } = useTranslation();
  const who = useWhoText()(invitation);
  const { number, operator, role } = invitation;
  return (
    <li
      className="party"
      data-party={invitation.id}
      data-number={invitation.number}
      tabIndex={isCurrent ? 0 : -1}
    >
      <span className="calling-light" aria-hidden="true" />
      <Who name={knownName(invitation)} number={number} badge={operator ? 'staff' : role} />
      <div className="party-marks">
        <Mark {...markOfInvitation(invitation)} />
      </div>
      <div className="party-actions">
        <RowButton
          danger
          action={t('live.stopCalling')}
          who={who}
          shortcut="Delete"
          icon={HANG_UP}
          busy={busy || invitation.progress === 'given-up'}
          reachable={isCurrent}
          onClick={() => handlers.onStopCalling(invitation)}
        />
      </div>
    </li>
  );
});

/** Somebody who was in, or was called and did not come. */
export const DepartedRow = memo(function DepartedRow({
  party: departed,
  busy,
  isCurrent,
  handlers,
}: RowProps<Departed>) {
  const { t } = useTranslation();
  const who = useWhoText()(departed);
  const { id, number, browser, role, reason, bar, redialable } = departed;
  const code = bar ?? reason;
  return (
    <li className="party party-offline" data-party={id} data-number={number} tabIndex={isCurrent ? 0 : -1}>
      <span className="offline-light" aria-hidden="true" />
      <Who name={knownName(departed)} number={number} browser={browser} badge={role} />
      <div className="party-marks">
        <Mark word="offline" tone="off" />
        <span className="party-reason">{t(reasonKey(code), { code })}</span>
      </div>
      <div className="party-actions">
        {redialable && (
          <RowButton
            action={t('live.redial')}
            who={who}
            shortcut="R"
            icon={REDIAL}
            busy={busy}
            reachable={isCurrent}
            onClick={() => handlers.onRedial(departed)}
          />
        )}
      </div>
    </li>
  );
});
