import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { RoomView } from '../../api/client-types.js';
import { ApiError } from '../api/problem.js';
import { roomKey, useChangeRoom, useCreateRoom, useRoom } from '../api/queries.js';
import { useSession } from '../app/session.js';
import { LoadFailure } from '../components/load-failure.js';
import { PageLoading } from '../components/page-loading.js';
import { useProblemNotice } from '../components/problem-notice.js';
import { RoomFields } from '../components/room-fields.js';
import { fieldProblemKey } from '../i18n/problem-key.js';
import { fieldsOf, formFieldOf, proposedValues, valuesOf, type RoomFormValues } from './room-form-values.js';

/** 添加会议 and its change [S2]: the server's word on a field stands beside it. */
export default function RoomFormPage() {
  const { room: id } = useParams();
  return id === undefined ? <NewRoom /> : <ExistingRoom id={id} />;
}

function NewRoom() {
  const { i18n } = useTranslation();
  const { session } = useSession();
  const create = useCreateRoom();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (
    <RoomForm
      room={undefined}
      initial={proposedValues(session.account.name, language)}
      save={(values) => create.mutateAsync(fieldsOf(values, undefined, Date.now()))}
    />
  );
}

function ExistingRoom({ id }: { readonly id: string }) {
  const { data: room, error, refetch } = useRoom(id);
  const change = useChangeRoom(id);
  if (room === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <RoomForm
      // A newer version is a new form.
      key={room.version}
      room={room}
      initial={valuesOf(room)}
      save={(values) => change.mutateAsync({ ...fieldsOf(values, room, Date.now()), version: room.version })}
    />
  );
}

interface RoomFormProps {
  readonly room: RoomView | undefined;
  readonly initial: RoomFormValues;
  readonly save: (values: RoomFormValues) => Promise<RoomView>;
}

function RoomForm({ room, initial, save }: RoomFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<RoomFormValues>();
  const [saving, setSaving] = useState(false);
  const showFailure = useSaveFailure(form, room?.id);

  const submit = async (values: RoomFormValues) => {
    setSaving(true);
    try {
      const saved = await save(values);
      void message.success(
        room === undefined ? t('form.created', { number: saved.number }) : t('form.saved'),
      );
      void navigate(room === undefined ? `/rooms/${saved.id}` : '/');
    } catch (thrown) {
      showFailure(thrown);
    } finally {
      setSaving(false);
    }
  };

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ block: 'center' }}
      className="room-form"
    >
      <div className="page-head">
        <h1>{t(room === undefined ? 'form.add' : 'form.edit')}</h1>
      </div>
      <RoomFields />
      <div className="form-actions">
        <Button size="large" onClick={() => void navigate('/')}>
          {t('app.cancel')}
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={saving}>
          {t('form.save')}
        </Button>
      </div>
    </Form>
  );
}

/** Beside its field where the server names one, else as a message; a lost race loads what is there now. */
function useSaveFailure(form: ReturnType<typeof Form.useForm<RoomFormValues>>[0], room: string | undefined) {
  const { t } = useTranslation();
  const showProblem = useProblemNotice();
  const queries = useQueryClient();
  return (thrown: unknown) => {
    if (!(thrown instanceof ApiError)) throw thrown;
    const named = thrown.fieldErrors.filter(({ field }) => field !== '');
    if (named.length === 0) showProblem(thrown);
    for (const { field, code } of named) {
      form.setFields([{ name: formFieldOf(field) as never, errors: [t(fieldProblemKey(code))] }]);
    }
    const first = named[0];
    if (first !== undefined) form.scrollToField(formFieldOf(first.field), { block: 'center' });
    if (room !== undefined && thrown.code === 'VERSION_CONFLICT') {
      void queries.invalidateQueries({ queryKey: roomKey(room) });
    }
  };
}
