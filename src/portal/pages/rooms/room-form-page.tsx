import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Room } from '../../../client/index.js';
import { ProblemError } from '../../../client/index.js';
import { roomKey, useChangeRoom, useCreateRoom, useRoom } from './room-queries.js';
import { useSession } from '../../app/session.js';
import { DraftNotice } from '../../components/draft-notice.js';
import { useFormProblems } from '../../components/form-problems.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { recurrenceWords } from '../../components/recurrence-words.js';
import { useDraft } from '../../components/use-draft.js';
import { RoomFields } from './room-fields.js';
import { words as roomFormWords } from './form-words.js';
import { SaveTemplate, TemplateMenu } from './room-templates.js';
import { words as roomWords } from './words.js';
import './rooms.css';
import { fieldsOf, formFieldOf, proposedValues, valuesOf, type RoomFormValues } from './room-form-values.js';

/** Those of the fields that other forms have too. */
export const words = [roomWords, roomFormWords, partyWords, recurrenceWords];

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
      save={(values) =>
        create.mutateAsync(
          fieldsOf(values, { room: undefined, nowMs: Date.now(), timeZone: session.account.timeZone }),
        )
      }
    />
  );
}

function ExistingRoom({ id }: { readonly id: string }) {
  const { data: room, error, refetch } = useRoom(id);
  const change = useChangeRoom(id);
  const { timeZone } = useSession().session.account;
  if (room === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <RoomForm
      // A newer version is a new form.
      key={room.version}
      room={room}
      initial={valuesOf(room, timeZone)}
      save={(values) =>
        change.mutateAsync({
          ...fieldsOf(values, { room, nowMs: Date.now(), timeZone }),
          version: room.version,
        })
      }
    />
  );
}

interface RoomFormProps {
  readonly room: Room | undefined;
  readonly initial: RoomFormValues;
  readonly save: (values: RoomFormValues) => Promise<Room>;
}

function RoomForm({ room, initial, save }: RoomFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<RoomFormValues>();
  const [saving, setSaving] = useState(false);
  const showFailure = useSaveFailure(form, room?.id);
  const draft = useDraft(form, { initial, basis: room?.version });

  const submit = async (values: RoomFormValues) => {
    setSaving(true);
    draft.keep();
    try {
      const saved = await save(values);
      draft.clear();
      void message.success(
        room === undefined ? t('form.created', { number: saved.number }) : t('form.saved'),
      );
      void navigate(room === undefined ? `/rooms/${saved.id}` : '/rooms');
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
      onValuesChange={draft.keep}
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ block: 'center' }}
      className="room-form"
    >
      <div className="page-head">
        <h1>{t(room === undefined ? 'form.add' : 'form.edit')}</h1>
        <TemplateMenu form={form} />
      </div>
      <DraftNotice draft={draft} />
      <RoomFields room={room} />
      <div className="form-actions">
        <Button
          size="large"
          onClick={() => {
            draft.clear();
            void navigate('/rooms');
          }}
        >
          {t('app.cancel')}
        </Button>
        <SaveTemplate form={form} />
        <Button size="large" type="primary" htmlType="submit" loading={saving}>
          {t('form.save')}
        </Button>
      </div>
    </Form>
  );
}

/** A lost race loads what is there now. */
function useSaveFailure(form: FormInstance<RoomFormValues>, room: string | undefined) {
  const showProblems = useFormProblems(form, formFieldOf);
  const queries = useQueryClient();
  return (thrown: unknown) => {
    showProblems(thrown);
    if (room !== undefined && thrown instanceof ProblemError && thrown.code === 'VERSION_CONFLICT') {
      void queries.invalidateQueries({ queryKey: roomKey(room) });
    }
  };
}
