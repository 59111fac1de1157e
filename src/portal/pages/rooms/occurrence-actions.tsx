import { App, Button, Form, Input, InputNumber, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence, Room } from '../../../client/index.js';
import { useSession } from '../../app/session.js';
import { useFormProblems } from '../../components/form-problems.js';
import { dateFieldOf, hoursOf, msOfEditedField, msOfHours } from '../../components/time-text.js';
import { useTimeText } from '../../components/use-time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { tellsInvitees } from './room-form-values.js';
import { useCancelOccurrence, useChangeOccurrence } from './room-queries.js';
import { useHoursRules } from './use-hours-rules.js';

interface OccurrenceActionsProps {
  readonly room: Room;
  readonly occurrence: Occurrence;
}

/** Cancels, moves or puts back one date of a room. */
export function OccurrenceActions({ room, occurrence }: OccurrenceActionsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { dateText } = useTimeText();
  const showProblem = useProblemNotice();
  const cancel = useCancelOccurrence(room.id);
  const change = useChangeOccurrence(room);
  const [moving, setMoving] = useState(false);
  const { plannedStartMs, startMs, state } = occurrence;
  const said = (done: Promise<unknown>, text: string) =>
    done.then(() => void message.success(text)).catch(showProblem);
  const putBack = () =>
    void said(
      change.mutateAsync({ plannedStartMs, startMs: plannedStartMs, durationMs: room.durationMs }),
      t('occurrence.isBack'),
    );
  return (
    <span className="occurrence-actions">
      {state !== 'planned' && (
        <Button size="small" loading={change.isPending && !moving} onClick={putBack}>
          {t('occurrence.putBack')}
        </Button>
      )}
      {state !== 'cancelled' && (
        <>
          <Button size="small" onClick={() => setMoving(true)}>
            {t('occurrence.move')}
          </Button>
          <Popconfirm
            title={t('occurrence.cancelTitle', { date: dateText(startMs) })}
            description={t(tellsInvitees(room) ? 'occurrence.cancelTextTold' : 'occurrence.cancelText')}
            okText={t('occurrence.cancel')}
            okButtonProps={{ danger: true }}
            cancelText={t('app.cancel')}
            onConfirm={() => void said(cancel.mutateAsync(plannedStartMs), t('occurrence.isCancelled'))}
          >
            <Button size="small" danger>
              {t('occurrence.cancel')}
            </Button>
          </Popconfirm>
        </>
      )}
      {moving && <MoveOccurrence room={room} occurrence={occurrence} onClose={() => setMoving(false)} />}
    </span>
  );
}

interface MoveValues {
  readonly start: string;
  readonly hours: number | null;
}

const fieldOf = (field: string) => [field === 'durationMs' ? 'hours' : 'start'];

function MoveOccurrence({
  room,
  occurrence: { plannedStartMs, startMs, endMs },
  onClose,
}: OccurrenceActionsProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = useSession().session.account;
  const { message } = App.useApp();
  const [form] = Form.useForm<MoveValues>();
  const showProblems = useFormProblems(form, fieldOf);
  const change = useChangeOccurrence(room);
  const required = [{ required: true, message: t('problem.required') }];
  const save = async ({ start, hours }: MoveValues) => {
    try {
      const durationMs = msOfHours(hours ?? 0);
      const movedMs = msOfEditedField(start, startMs, timeZone);
      await change.mutateAsync({ plannedStartMs, startMs: movedMs, durationMs });
      void message.success(t('occurrence.isMoved'));
      onClose();
    } catch (thrown) {
      showProblems(thrown);
    }
  };
  return (
    <Modal
      open
      title={t('occurrence.moveTitle')}
      okText={t('form.save')}
      cancelText={t('app.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ start: dateFieldOf(startMs, timeZone), hours: hoursOf(endMs - startMs) }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="start" label={t('form.start')} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="hours" label={t('form.duration')} rules={useHoursRules()} validateFirst>
          <InputNumber className="wide" step={1} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
