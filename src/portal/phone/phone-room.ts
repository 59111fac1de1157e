/** Which room is called. */
export interface PhoneRoom {
  readonly id: string;
  readonly name: string;
}

export interface PhoneDeskProps {
  readonly room: PhoneRoom;
  /** The call is over, or was not begun, and nothing of it needs to be seen any more. */
  readonly onClose: () => void;
}
