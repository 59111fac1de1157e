import { Button, type ButtonProps } from 'antd';
import type { MouseEvent } from 'react';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link that looks like a button; a button inside of a link would be two stops for the keyboard. */
export function LinkButton({
  to,
  ...button
}: Omit<ButtonProps, 'href' | 'onClick'> & { readonly to: string }) {
  const href = useHref(to);
  const follow = useLinkClickHandler(to);
  return (
    <Button {...button} href={href} onClick={(event) => follow(event as MouseEvent<HTMLAnchorElement>)} />
  );
}
