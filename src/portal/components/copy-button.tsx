import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.js';

const THANKS_MS = 2_000;

/** Copies a text and says so. */
export function CopyButton({ text, children, ...button }: ButtonProps & { readonly text: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await copyText(text);
      setCopied(true);
      void message.success(t('app.copied'));
    } catch {
      // The user has not allowed it; the text itself can be marked.
      void message.error(t('app.notCopied'));
    }
  };
  return (
    <Button {...button} icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>
      {children}
    </Button>
  );
}
