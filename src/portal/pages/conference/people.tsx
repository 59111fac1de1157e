import { Button, Input } from 'antd';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conference } from '../../../client/index.js';
import { isolated } from '../../components/isolated.js';
import { DepartedRow, InvitationRow } from './absent-rows.js';
import { ALL, type ConferenceActions, type Pending } from './conference-actions.js';
import { ParticipantRow } from './participant-row.js';
import { RowClock } from './party-parts.js';
import { isFound } from './party-state.js';
import type { RowProps } from './row.js';
import { onRowKey } from './row-keys.js';
import { useRowHandlers } from './row-handlers.js';
import { isUnreached } from '../../live/timeline.js';

interface PeopleProps {
  readonly conference: Conference;
  readonly actions: ConferenceActions;
  readonly pending: Pending;
}

/** Fewer are seen at a glance. */
const SEARCH_FROM = 12;
/** More do not fit on any screen. */
const LONG_FROM = 40;

/** Everybody: who is in, who is being called, and who is not in any more. Rows on a desktop, cards on a phone. */
export function People({ conference, actions, pending }: PeopleProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const handlers = useRowHandlers(actions);
  const { participants, invitations, departed, kind } = conference;
  // In a room every chair can lead.
  const host = kind === 'quick' || kind === 'instant' ? conference.host : null;
  const found = useMemo(
    () => ({
      participants: participants.filter((one) => isFound(one, text)),
      invitations: invitations.filter((one) => isFound(one, text)),
      // Who left last is looked for first.
      departed: departed.filter((one) => isFound(one, text)).toReversed(),
    }),
    [participants, invitations, departed, text],
  );
  const all = [...found.participants, ...found.invitations, ...found.departed];
  const current = all.some(({ id }) => id === chosen) ? chosen : all[0]?.id;
  const rowOf = <Party extends { readonly id: string }>(party: Party): RowProps<Party> & { key: string } => ({
    key: party.id,
    party,
    busy: pending.has(party.id),
    isCurrent: party.id === current,
    handlers,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => onRowKey(event, conference, handlers);
  const onFocus = ({ target }: { target: Element }) =>
    setChosen(target.closest<HTMLElement>('[data-party]')?.dataset.party);
  const total = participants.length + invitations.length + departed.length;
  const unreached = departed.some(({ redialable, reason }) => redialable && isUnreached(reason));
  return (
    <RowClock>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the rows inside have the focus */}
      <div className="people" onKeyDown={onKeyDown} onFocus={onFocus}>
        {total >= SEARCH_FROM && (
          <Input.Search
            className="people-search"
            allowClear
            value={text}
            placeholder={t('live.search')}
            aria-label={t('live.search')}
            onChange={({ target }) => setText(target.value)}
          />
        )}
        <Section title={t('live.connectedPeople')} count={found.participants.length}>
          {found.participants.map((one) => {
            const { key, ...row } = rowOf(one);
            return <ParticipantRow key={key} {...row} isHost={one.id === host} />;
          })}
        </Section>
        {text === '' && participants.length === 0 && (
          <p className="people-none">{t('live.nobodyConnected')}</p>
        )}
        {text !== '' && all.length === 0 && (
          <p className="people-none">{t('live.nobodyFound', { text: isolated(text) })}</p>
        )}
        {found.invitations.length > 0 && (
          <Section title={t('live.calledPeople')} count={found.invitations.length}>
            {found.invitations.map((one) => {
              const { key, ...row } = rowOf(one);
              return <InvitationRow key={key} {...row} />;
            })}
          </Section>
        )}
        {found.departed.length > 0 && (
          <Section
            title={t('live.offlinePeople')}
            count={found.departed.length}
            extra={
              unreached && (
                <Button loading={pending.get(ALL) === 'redial'} onClick={() => void actions.redialAll()}>
                  {t('live.redialAll')}
                </Button>
              )
            }
          >
            {found.departed.map((one) => {
              const { key, ...row } = rowOf(one);
              return <DepartedRow key={key} {...row} />;
            })}
          </Section>
        )}
        <p className="people-keys">{t('live.keys')}</p>
      </div>
    </RowClock>
  );
}

interface SectionProps {
  readonly title: string;
  readonly count: number;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

function Section({ title, count, extra, children }: SectionProps) {
  return (
    <section className="people-section" aria-label={title}>
      <div className="people-head">
        <h2>
          {title} <span className="people-count digits">{count}</span>
        </h2>
        {extra}
      </div>
      <ul className={count < LONG_FROM ? 'party-list' : 'party-list party-list-long'}>{children}</ul>
    </section>
  );
}
