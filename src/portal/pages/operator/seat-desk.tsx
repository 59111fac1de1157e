import { useCallback, useEffect, useState } from 'react';
import type { ProblemError } from '../../../client/index.js';
import type { SeatDeskProps } from '../../phone/seat-status.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useDutyNews } from './operator-queries.js';
import { SeatBar } from './seat-bar.js';
import { SeatDialog } from './seat-dialog.js';
import { useSeatPhone } from './use-seat-phone.js';
import '../../phone/phone.css';

export { words } from './words.js';
export { words as phoneWords } from '../../phone/words.js';

/** The browser phone of an operator [S44]: the dialog before it, then its bar whenever it rings. */
export default function SeatDesk(props: SeatDeskProps) {
  const [chosen, setChosen] = useState<{ readonly deviceId: string | undefined }>();
  if (chosen === undefined)
    return <SeatDialog onReady={(deviceId) => setChosen({ deviceId })} onCancel={props.onClose} />;
  return <ConnectedSeat deviceId={chosen.deviceId} {...props} />;
}

function ConnectedSeat({
  deviceId,
  onStatus,
  onClose,
}: SeatDeskProps & { readonly deviceId: string | undefined }) {
  const showProblem = useProblemNotice();
  const refused = useCallback(
    (problem: ProblemError) => {
      showProblem(problem);
      onClose();
    },
    [showProblem, onClose],
  );
  const phone = useSeatPhone({ deviceId, onRefused: refused });
  const { state } = phone.call;
  const isConnected = state !== 'connecting' && state !== 'lost';
  const dutyChanged = useDutyNews();
  useEffect(() => {
    onStatus(isConnected ? 'ready' : 'connecting');
    dutyChanged();
  }, [isConnected, onStatus, dutyChanged]);
  useEffect(() => dutyChanged, [dutyChanged]);
  return <SeatBar phone={phone} />;
}
