import { Button, Drawer, Form, type FormInstance } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../client/index.js';
import { useProblemText } from '../words/problem-text.js';
import { afterConflict } from './form-conflict.js';
import { useFormProblems } from './form-problems.js';

const WIDTH_PX = 560;

interface FormDrawerProps<Values extends object> {
  readonly title: string;
  readonly submitText: string;
  readonly initial: Values;
  /** Rejects with what the server said of the fields. */
  readonly save: (values: Values) => Promise<unknown>;
  /** Of what is there already: how it is now, for who saves after somebody else has changed it. See `useOpened`. */
  readonly reload?: () => Promise<Values>;
  readonly onClose: () => void;
  readonly closesWhenSaved?: boolean;
  /** The form's name of a field of the API; the same unless given. */
  readonly fieldOf?: (field: string) => string[];
  /** Problems that are about one field although the API does not say so, by their codes. */
  readonly fieldOfCode?: Readonly<Record<string, string>>;
  readonly children: ReactNode | ((form: FormInstance<Values>) => ReactNode);
}

/** An entry of a list field is shown at the field as a whole. */
const wholeField = (field: string): string[] => field.split('.').filter((part) => !/^\d+$/.test(part));

/** Makes or changes one of a list, beside the list; shown as long as it is there. */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const { title, submitText, initial, save, reload, onClose, children } = props;
  const { fieldOf = wholeField, fieldOfCode = {}, closesWhenSaved = true } = props;
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [saving, setSaving] = useState(false);
  const showProblems = useFormProblems(form, fieldOf);
  const problemText = useProblemText();
  const showFailure = (thrown: unknown) => {
    const field = thrown instanceof ProblemError ? fieldOfCode[thrown.code] : undefined;
    if (field === undefined) showProblems(thrown);
    else form.setFields([{ name: field as never, errors: [problemText(thrown)] }]);
  };
  const submit = async () => {
    setSaving(true);
    try {
      // What stands on a folded part of the form is sent as well.
      await save(form.getFieldsValue(true) as Values);
      if (closesWhenSaved) onClose();
    } catch (thrown) {
      showFailure(await afterConflict(thrown, form, reload));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Drawer
      open
      title={title}
      size={WIDTH_PX}
      onClose={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="primary" loading={saving} onClick={() => form.submit()}>
            {submitText}
          </Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={() => void submit()}
        scrollToFirstError={{ block: 'center' }}
      >
        {typeof children === 'function' ? children(form) : children}
        {/* Enter in a field sends the form; the button that is seen stands outside of it. */}
        <button type="submit" hidden disabled={saving} />
      </Form>
    </Drawer>
  );
}
