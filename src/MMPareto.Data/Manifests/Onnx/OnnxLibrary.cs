using Microsoft.ML.OnnxRuntime;

namespace MMPareto.Data.Manifests.Onnx;

/// <summary>ONNX Runtime as it is used here: silent, one thread a session, and loaded when a network is first opened.</summary>
internal static class OnnxLibrary
{
    private const int LongestReason = 200;

    /// <summary>Where weights outside of a network's file would be looked for. There is no such folder: they would have no checksum, and an exported
    /// folder would lack them.</summary>
    private const string NoFolder = "/no-folder-of-weights";

    /// <summary>Opens a network.</summary>
    /// <param name="path">The file that it is from, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="DataException">It is no ONNX model, or the native library does not load.</exception>
    public static InferenceSession Open(string path, byte[] bytes)
    {
        try
        {
            if (!OrtEnv.IsCreated)
            {
                var quiet = new EnvironmentCreationOptions { logId = "mmpareto", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                OrtEnv.CreateInstanceWithOptions(ref quiet).DisableTelemetryEvents();
            }
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", NoFolder);
            return new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DataException($"{path} must be an ONNX model with its weights inside; ONNX Runtime says: {Reason(e)}", e);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new DataException($"{path} must be read with ONNX Runtime, which does not load: {Shown((e.InnerException ?? e).Message)} "
                + "Add the package Microsoft.ML.OnnxRuntime to the program.", e);
        }
    }

    /// <summary>What it says of an error, on one line, without the code in front.</summary>
    public static string Reason(OnnxRuntimeException e)
    {
        var end = e.Message.StartsWith("[ErrorCode:", StringComparison.Ordinal) ? e.Message.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
        return Shown(e.Message[end..]).TrimEnd('.') + ".";
    }

    private static string Shown(string message) => CellText.Shown(message.ReplaceLineEndings(" "), LongestReason);
}
