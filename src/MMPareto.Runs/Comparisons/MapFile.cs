namespace MMPareto.Runs.Comparisons;

/// <summary>The file of a map, <c>map.json</c> in its folder.</summary>
public static class MapFile
{
    /// <summary>Name of the file in the map's folder.</summary>
    public const string Name = "map.json";

    /// <summary>The most bytes of the file: those of thousands of cells.</summary>
    internal const long LongestFile = 8 << 20;

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="folder">The map's folder.</param>
    /// <param name="map">The map.</param>
    public static void Write(string folder, MapRecord map) => RecordFile.Write(Path.Combine(folder, Name), map, RunJson.Files.MapRecord);

    /// <summary>Reads it.</summary>
    /// <param name="folder">The map's folder.</param>
    /// <exception cref="RunFolderException">It is missing, cannot be understood, or has another schema.</exception>
    public static MapRecord Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        var map = RecordFile.Read(path, RunJson.Files.MapRecord, "this is no map, or it has not been summed up", LongestFile);
        if (map.Schema != MapRecord.CurrentSchema)
            throw new RunFolderException($"{path}: schema must be {MapRecord.CurrentSchema}; got {map.Schema}. Read it with the version of MMPareto that wrote it.");
        return MapRules.Problem(map) is not { } problem ? map : throw new RunFolderException($"{path}: {problem} Run the map's command again.");
    }
}
