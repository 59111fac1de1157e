import { AudioOutlined, PhoneOutlined, UsergroupAddOutlined, UserAddOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ProblemError, type Conference, type Room } from '../../../client/index.js';
import { isolated } from '../../components/isolated.js';
import { numberText } from '../../components/number-text.js';
import { useBrowserPhone } from '../../phone/phone-provider.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useCallMe, useOwnNumbers, type CallTarget } from './invitation-queries.js';
import { InviteManyDialog } from './invite-many-dialog.js';
import { InviteOneDialog } from './invite-one-dialog.js';

interface InviteControlsProps {
  readonly conferenceId: string | undefined;
  /** Undefined: nobody can come in by themselves. */
  readonly room: Room | undefined;
  readonly kind: Conference['kind'];
}

/** Ways in that begin here: the organiser's own phone, one person, or many at once. */
export const InviteControls = memo(function InviteControls({
  conferenceId,
  room,
  kind,
}: InviteControlsProps) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  // The contacts lead here with who was chosen there.
  const chosen = params.getAll('invite');
  const [open, setOpen] = useState<'one' | 'many' | undefined>(chosen.length > 0 ? 'many' : undefined);
  const roomId = room?.id ?? '';
  const target = useMemo(
    (): CallTarget => (conferenceId === undefined ? { roomId } : { conferenceId }),
    [conferenceId, roomId],
  );
  const close = () => {
    setOpen(undefined);
    if (chosen.length > 0) setParams({}, { replace: true });
  };
  return (
    <div className="live-invite">
      <Button type="primary" icon={<UsergroupAddOutlined />} onClick={() => setOpen('many')}>
        {t('live.inviteMany')}
      </Button>
      <Button icon={<UserAddOutlined />} onClick={() => setOpen('one')}>
        {t('live.inviteOne')}
      </Button>
      <CallMeButton target={target} />
      {room !== undefined && <JoinByComputerButton room={room} />}
      {open === 'one' && <InviteOneDialog target={target} kind={kind} onClose={close} />}
      {open === 'many' && <InviteManyDialog target={target} kind={kind} chosen={chosen} onClose={close} />}
    </div>
  );
});

/** 呼叫我的电话; with several own numbers, it asks which. */
function CallMeButton({ target }: { readonly target: CallTarget }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const showProblem = useProblemNotice();
  const { data: numbers = [] } = useOwnNumbers();
  const callMe = useCallMe(target);
  const call = (number?: string) =>
    callMe.mutate(number, {
      onSuccess: () => void message.success(t('live.callingMe')),
      onError: (thrown) => (isNotOwn(thrown) ? void message.error(t('problem.notOwn')) : showProblem(thrown)),
    });
  const button = (
    <Button
      icon={<PhoneOutlined />}
      loading={callMe.isPending}
      {...(numbers.length > 1 ? {} : { onClick: () => call() })}
    >
      {t('live.callMe')}
    </Button>
  );
  if (numbers.length <= 1) return button;
  const items = numbers.map((number) => ({
    key: number,
    label: <span className="digits">{numberText(number)}</span>,
    onClick: () => call(number),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      {button}
    </Dropdown>
  );
}

/** 用电脑加入; a page is in one call at a time. */
function JoinByComputerButton({ room: { id, name } }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { desk, isLoading, open } = useBrowserPhone();
  return (
    <Button
      icon={<AudioOutlined />}
      loading={isLoading}
      disabled={desk !== undefined}
      title={desk !== undefined ? t('live.inCallAlready', { room: isolated(desk.room.name) }) : undefined}
      onClick={() => open({ id, name })}
    >
      {t('live.joinByComputer')}
    </Button>
  );
}

/** Nothing is verified yet that could be rung. */
const isNotOwn = (thrown: unknown): boolean =>
  thrown instanceof ProblemError && thrown.errors.some(({ code }) => code === 'NOT_OWN');
