import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SipLadder } from '../../../../client/index.js';
import { useSession } from '../../../app/session.js';
import { clockWithMs, labelOf } from './ladder-text.js';
import './ladder.css';

type Message = SipLadder['items'][number];

interface LadderProps {
  readonly peer: string;
  readonly messages: readonly Message[];
}

/** The messages between the other side and us, one arrow each, from the top down. */
export function Ladder({ peer, messages }: LadderProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  return (
    <div className="ladder">
      <div className="ladder-head" aria-hidden="true">
        <span />
        <span>
          {t('calls.peer')} <small className="digits">{peer}</small>
        </span>
        <span>{t('calls.us')}</span>
      </div>
      <ol className="ladder-messages">
        {messages.map((message, index) => (
          // The same message may come twice in one millisecond; its place is what it is known by.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <MessageArrow
              message={message}
              otherPeer={message.peer === peer ? undefined : message.peer}
              open={open === index}
              onToggle={() => setOpen(open === index ? undefined : index)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface MessageArrowProps {
  readonly message: Message;
  /** Where it went if not to the other side of the call. */
  readonly otherPeer: string | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function MessageArrow({ message, otherPeer, open, onToggle }: MessageArrowProps) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const { direction, startLine, atMs, transport, text, cut } = message;
  const [from, to] =
    direction === 'received' ? [t('calls.peer'), t('calls.us')] : [t('calls.us'), t('calls.peer')];
  return (
    <>
      <button type="button" className="ladder-message" aria-expanded={open} onClick={onToggle}>
        <time className="digits" dateTime={new Date(atMs).toISOString()}>
          {clockWithMs(atMs, timeZone)}
        </time>
        <span className={`ladder-arrow ladder-${direction}`}>
          <span className="visually-hidden">
            {from} → {to}:{' '}
          </span>
          <span className="ladder-label">{labelOf(startLine)}</span>
          <small className="ladder-way">
            {transport}
            {otherPeer !== undefined && ` ${otherPeer}`}
          </small>
        </span>
      </button>
      {open && (
        <div className="ladder-text">
          <pre className="mono">{text}</pre>
          {cut && <p className="soft">{t('calls.cut')}</p>}
        </div>
      )}
    </>
  );
}
