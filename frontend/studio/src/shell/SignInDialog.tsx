// Comes up over whatever is open when the session has ended; requests go on after the sign-in.
import { Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { letRequestsGoOn } from "../api/gate.ts";
import { currentUser } from "../api/queries.ts";
import { t } from "../text/text.ts";
import { SignInForm } from "./SignInForm.tsx";

export function SignInDialog() {
  const client = useQueryClient();
  const known = client.getQueryData(currentUser.queryKey);
  const goOn = () => {
    letRequestsGoOn();
    client.invalidateQueries({ queryKey: currentUser.queryKey });
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t.signIn.expired}
      size="sm"
      zIndex={1000}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t.signIn.expiredHint}
      </Text>
      <SignInForm email={known?.email} onSignedIn={goOn} />
    </Modal>
  );
}
