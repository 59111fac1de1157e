import type { FormInstance } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../app/session.js';
import { draftKey, keepDraft, readDraft } from './drafts.js';

interface DraftOptions<Values> {
  readonly initial: Values;
  /** Where a page has several forms. */
  readonly name?: string;
  /** What the form was opened on; what was typed into another is not brought back. */
  readonly basis?: string | number | undefined;
}

export interface FormDraft {
  /** The form shows again what was typed before. */
  readonly isRestored: boolean;
  /** For the form's `onValuesChange`, and before it is sent. */
  readonly keep: () => void;
  /** It is saved, or not wanted any more. */
  readonly clear: () => void;
  /** Back to what the form was opened with. */
  readonly discard: () => void;
}

/** What is typed into a form outlives the end of the session, and a page that is left by mistake. */
export function useDraft<Values extends object>(
  form: FormInstance<Values>,
  { initial, name = '', basis = '' }: DraftOptions<Values>,
): FormDraft {
  const { session } = useSession();
  const { pathname } = useLocation();
  const key = draftKey(session, `${pathname} ${name}`);
  const [restored, setRestored] = useState(() => readDraft<Values>(sessionStorage, key, String(basis)));
  useEffect(() => {
    if (restored !== undefined) form.setFieldsValue(restored);
  }, [form, restored]);
  const keep = useCallback(() => {
    // What stands on a folded part of the form, too.
    const values = form.getFieldsValue(true) as Values;
    keepDraft(sessionStorage, key, { basis: String(basis), values, initial });
  }, [form, key, basis, initial]);
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    setRestored(undefined);
  }, [key]);
  const discard = useCallback(() => {
    clear();
    form.resetFields();
  }, [clear, form]);
  return { isRestored: restored !== undefined, keep, clear, discard };
}

/** A dialog in which something was typed is opened again with its page. */
export function useHasDraft(name: string, basis: string | number = ''): boolean {
  const { session } = useSession();
  const { pathname } = useLocation();
  const key = draftKey(session, `${pathname} ${name}`);
  const [has] = useState(() => readDraft(sessionStorage, key, String(basis)) !== undefined);
  return has;
}
