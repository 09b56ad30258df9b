// Host pages get iframeResizer 4.3.11 as it is; embed/vite.config.ts copies it.
export type IframeResizerVersion = "4.3.11";
