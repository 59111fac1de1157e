import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { sessionKey } from '../../api/session-query.js';
import { useLogOut } from '../../app/use-log-out.js';
import { PasswordForm } from '../../components/password-form.js';
import { DoorFrame } from './door-frame.js';
import { words as doorWords } from './words.js';

export const words = doorWords;

/** For whom somebody else has made the password: it must be changed before anything else. */
export default function NewPasswordPage() {
  return (
    <DoorFrame>
      <FirstPassword />
    </DoorFrame>
  );
}

function FirstPassword() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const logOut = useLogOut();
  return (
    <section className="panel door-form">
      <h1>{t('door.newPassword.title')}</h1>
      <p className="soft door-form-lead">{t('door.newPassword.text')}</p>
      <PasswordForm
        size="large"
        oldLabel={t('door.newPassword.old')}
        submitText={t('door.newPassword.submit')}
        onDone={() => void queries.invalidateQueries({ queryKey: sessionKey })}
      />
      <Button className="door-form-out" type="text" block onClick={logOut}>
        {t('app.logout')}
      </Button>
    </section>
  );
}
