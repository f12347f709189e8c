MMPareto.Native.LibTorch.EnsureLoaded();
return 0;
