import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../components/elapsed.js';
import { EmptyList } from '../../components/empty-list.js';
import { Loaded } from '../../components/loaded.js';
import { numberText } from '../../components/number-text.js';
import { useAct } from '../../components/use-act.js';
import { DutyCard } from './duty-card.js';
import { useDuty, useHelpQueue, useReturnCaller, useTakeRequest, type Waiting } from './operator-queries.js';

export { words } from './words.js';

const COLOURS = { waiting: 'orange', calling: 'blue', speaking: 'green' } as const;

/** 求助队列: who waits, the longest first, and who speaks [S44]. */
export default function QueuePage() {
  const { t } = useTranslation();
  const queue = useHelpQueue();
  const waiting = queue.data?.filter(({ state }) => state === 'waiting').length ?? 0;
  return (
    <>
      <div className="page-head">
        <h1>{t('operator.queue')}</h1>
        <span className="soft" aria-live="polite">
          {waiting > 0 && t('operator.waiting', { count: waiting })}
        </span>
      </div>
      <DutyCard />
      <Loaded query={queue}>
        {(requests) =>
          requests.length === 0 ? (
            <EmptyList text={t('operator.nobody')}>
              <p className="soft">{t('operator.nobodyHint')}</p>
            </EmptyList>
          ) : (
            <ul className="help-requests" aria-label={t('operator.queue')}>
              {requests.map((request) => (
                <HelpRequestCard key={request.id} request={request} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function HelpRequestCard({ request }: { readonly request: Waiting }) {
  const { t } = useTranslation();
  const { name, number, room, conferenceName, account, state, fromMs } = request;
  const shownNumber = number === null ? t('operator.unknown') : numberText(number);
  return (
    <li className={`help-request help-request-${state}`}>
      <div className="help-request-who">
        <strong>
          <bdi>{name ?? shownNumber}</bdi>
        </strong>
        {name !== null && <span className="soft digits">{shownNumber}</span>}
        <Tag color={COLOURS[state]}>{t(`operator.states.${state}`)}</Tag>
      </div>
      <div className="help-request-where">
        <bdi>{conferenceName}</bdi>
        {room !== null && <span className="soft digits">{t('operator.room', { room })}</span>}
        {account !== null && (
          <span className="soft">
            {t('operator.ofAccount')}: <bdi>{account.name}</bdi>{' '}
            <span className="digits">{account.number}</span>
          </span>
        )}
      </div>
      <div className="help-request-since">
        <span className="soft">{t('operator.since')}</span>
        <Elapsed fromMs={fromMs} />
      </div>
      <HelpRequestAction request={request} />
    </li>
  );
}

function HelpRequestAction({ request: { id, state, operator } }: { readonly request: Waiting }) {
  const { t } = useTranslation();
  const { run } = useAct();
  const seat = useDuty().data;
  const take = useTakeRequest();
  const giveBack = useReturnCaller();
  if (state === 'speaking')
    return (
      <Button
        loading={giveBack.isPending}
        onClick={() => void run({ act: () => giveBack.mutateAsync(id), doneText: t('operator.gaveBack') })}
      >
        {t('operator.giveBack')}
      </Button>
    );
  return (
    <Button
      type="primary"
      disabled={seat?.enabled !== true || operator === seat.operator}
      loading={take.isPending}
      onClick={() =>
        void run({
          act: () => take.mutateAsync(id),
          doneText: t(seat?.browser === true ? 'operator.takenHere' : 'operator.taken'),
        })
      }
    >
      {t('operator.take')}
    </Button>
  );
}
