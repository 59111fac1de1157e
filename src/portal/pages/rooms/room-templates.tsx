import { DeleteOutlined, SnippetsOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Form, Input, Modal, type FormInstance } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomTemplate } from '../../../client/index.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { templateFieldsOf, valuesAfterTemplate, type RoomFormValues } from './room-form-values.js';
import { useCreateTemplate, useRemoveTemplate, useTemplates } from './template-queries.js';

interface FormProps {
  readonly form: FormInstance<RoomFormValues>;
}

/** Fills the form in from a template; without templates there is nothing to show. */
export function TemplateMenu({ form }: FormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const templates = useTemplates().data ?? [];
  const [open, setOpen] = useState(false);
  if (templates.length === 0) return null;
  const fill = ({ name, fields }: RoomTemplate) => {
    form.setFieldsValue(valuesAfterTemplate(form.getFieldsValue(), fields));
    setOpen(false);
    void message.success(t('template.filled', { name }));
  };
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: templates.map((template) => ({
          key: template.id,
          label: (
            <span className="template-item">
              <bdi>{template.name}</bdi>
              <RemoveTemplate template={template} />
            </span>
          ),
        })),
        onClick: ({ key }) => {
          const template = templates.find(({ id }) => id === key);
          if (template !== undefined) fill(template);
        },
      }}
    >
      <Button icon={<SnippetsOutlined />}>{t('template.fill')}</Button>
    </Dropdown>
  );
}

function RemoveTemplate({ template: { id, name } }: { readonly template: RoomTemplate }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const showProblem = useProblemNotice();
  const remove = useRemoveTemplate();
  return (
    <Button
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      aria-label={t('template.removeOne', { name })}
      onClick={(event) => {
        // The menu would fill the form in.
        event.stopPropagation();
        void modal.confirm({
          title: t('template.removeTitle', { name }),
          okText: t('template.remove'),
          okButtonProps: { danger: true },
          cancelText: t('app.cancel'),
          onOk: () => remove.mutateAsync(id).catch(showProblem),
        });
      }}
    />
  );
}

/** 存为模板: what the form says now, under a name. */
export function SaveTemplate({ form }: FormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const showProblem = useProblemNotice();
  const create = useCreateTemplate();
  const [open, setOpen] = useState(false);
  const [named] = Form.useForm<{ readonly name: string }>();
  const save = async ({ name }: { readonly name: string }) => {
    try {
      await create.mutateAsync({
        name: name.trim(),
        fields: templateFieldsOf(form.getFieldsValue(true) as RoomFormValues),
      });
      void message.success(t('template.saved', { name }));
      setOpen(false);
    } catch (thrown) {
      showProblem(thrown);
    }
  };
  return (
    <>
      <Button size="large" onClick={() => setOpen(true)}>
        {t('template.save')}
      </Button>
      <Modal
        open={open}
        title={t('template.save')}
        okText={t('form.save')}
        cancelText={t('app.cancel')}
        confirmLoading={create.isPending}
        onOk={() => named.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="soft form-lead">{t('template.saveHint')}</p>
        <Form
          form={named}
          name="template"
          layout="vertical"
          preserve={false}
          onFinish={(values) => void save(values)}
        >
          <Form.Item
            name="name"
            label={t('template.name')}
            rules={[{ required: true, whitespace: true, message: t('problem.required') }]}
          >
            <Input maxLength={60} autoFocus placeholder={t('form.namePlaceholder')} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
