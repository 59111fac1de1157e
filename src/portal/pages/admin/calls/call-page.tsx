import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CallTrace } from '../../../../client/index.js';
import { Loaded } from '../../../components/loaded.js';
import { Fact } from '../../../components/resource-list.js';
import { useTimeText } from '../../../components/use-time-text.js';
import { useLadder } from './call-queries.js';
import { CallResult } from './call-result.js';
import { CallParties } from './calls-page.js';
import { CaptureDrawer } from './capture-drawer.js';
import { Ladder } from './ladder.js';

export { words } from './words.js';

/** One call: what became of it, and its SIP messages as a ladder. */
export default function CallPage() {
  const { t } = useTranslation();
  const { call: callId = '' } = useParams();
  const ladder = useLadder(callId);
  const [capturing, setCapturing] = useState(false);
  return (
    <>
      <Link className="back-link" to="/admin/calls">
        ‹ {t('calls.title')}
      </Link>
      <Loaded query={ladder}>
        {({ call, items }) => (
          <>
            <div className="page-head">
              <h1>
                <CallParties call={call} />
              </h1>
              {call.result === 'up' && (
                <Button onClick={() => setCapturing(true)}>{t('capture.start')}</Button>
              )}
            </div>
            <CallFacts call={call} />
            <section className="block">
              <div className="block-head">
                <h2>{t('calls.ladder')}</h2>
                <span className="soft">{t('calls.showText')}</span>
              </div>
              <Ladder peer={call.peer} messages={items} />
              {call.leftOut > 0 && <p className="soft">{t('calls.leftOut', { count: call.leftOut })}</p>}
            </section>
            {capturing && <CaptureDrawer call={call.callId} onClose={() => setCapturing(false)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function CallFacts({ call }: { readonly call: CallTrace }) {
  const { t } = useTranslation();
  const { dateText } = useTimeText();
  const { direction, trunk, beganMs, endedMs, endReason, described, callId } = call;
  return (
    <section className="block">
      <dl className="facts">
        <Fact title={t('calls.result')}>
          <CallResult call={call} />
        </Fact>
        <Fact title={t('calls.direction')}>{t(`calls.${direction}`)}</Fact>
        <Fact title={t('calls.trunk')}>{trunk ?? '–'}</Fact>
        <Fact title={t('calls.began')}>{dateText(beganMs)}</Fact>
        {endedMs !== null && <Fact title={t('calls.ended')}>{dateText(endedMs)}</Fact>}
        {endReason !== null && <Fact title={t('calls.endReason')}>{endReason}</Fact>}
        {described !== null && (
          <Fact title={t('calls.described')}>
            <span className="mono">{described}</span>
          </Fact>
        )}
        <Fact title={t('calls.callId')}>
          <span className="mono">{callId}</span>
        </Fact>
      </dl>
    </section>
  );
}
