// One run for all three rooms of the front end; tests lie beside what they test.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  test: {
    environment: "happy-dom",
    include: ["{embed,host,studio}/src/**/*.test.{ts,tsx}"],
    passWithNoTests: true,
    css: false,
    restoreMocks: true,
  },
});
