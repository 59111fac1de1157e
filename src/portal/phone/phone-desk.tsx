import { useState } from 'react';
import { CallBar } from './call-bar.js';
import { JoinDialog } from './join-dialog.js';
import type { PhoneDeskProps } from './phone-room.js';
import { usePhoneCall } from './use-phone-call.js';
import './phone.css';

export { words } from './words.js';

/** 「用电脑加入」: the dialog before the call, then its bar. */
export default function PhoneDesk({ room, onClose }: PhoneDeskProps) {
  const { call, begin, forget } = usePhoneCall();
  const [name, setName] = useState<string>();
  if (call !== undefined) return <CallBar room={room} call={call} onAgain={forget} onClose={onClose} />;
  return (
    <JoinDialog
      room={room}
      name={name}
      onJoin={(ready) => {
        setName(ready.name);
        begin(ready);
      }}
      onCancel={onClose}
    />
  );
}
