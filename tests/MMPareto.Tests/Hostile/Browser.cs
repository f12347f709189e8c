using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using MMPareto.Data.Audio;

namespace MMPareto.Tests.Hostile;

/// <summary>Opens pages in headless Chromium, all at once, and tells what stands in them after their scripts have run.</summary>
internal static partial class Browser
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly string? Program = Environment.GetEnvironmentVariable("CHROMIUM")
        ?? new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => ProgramPath.Find(name, null)).FirstOrDefault(path => path is not null);

    public static bool IsInstalled => Program is not null;

    /// <summary>What a page came to.</summary>
    /// <param name="Loaded">Whether it was loaded with its body.</param>
    /// <param name="Hit">Whether a script of a payload has run.</param>
    /// <param name="Elements">Elements that only payloads hold: by their names, images, links to scripts, frames, forms.</param>
    /// <param name="Scripts">Script elements.</param>
    /// <param name="Handlers">Attributes that would run on an event.</param>
    /// <param name="Own">Whether the page's own script has run: it shows the button that changes colours.</param>
    /// <param name="Styled">Whether the page's own style is in force.</param>
    public sealed record Findings(bool Loaded, bool Hit, int Elements, int Scripts, int Handlers, bool Own, bool Styled);

    /// <summary>Opens pages.</summary>
    /// <param name="folder">An empty folder for the browser.</param>
    /// <param name="pages">Paths of the pages.</param>
    public static IReadOnlyList<Findings> Open(string folder, IReadOnlyList<string> pages)
    {
        var frame = Path.Join(folder, "frame.html");
        File.WriteAllText(frame, $$"""
            <!DOCTYPE html><meta charset="utf-8"><title>pages</title><body>{{string.Concat(pages.Select(page => $"<iframe src=\"{new Uri(page)}\" width=1200 height=900></iframe>"))}}
            <pre id="findings"></pre><script>
            function look(frame) {
              var page = frame.contentDocument, all = Array.from(page.querySelectorAll("*")), theme = page.getElementById("theme");
              return {
                Loaded: page.body !== null && all.length > 20, Hit: frame.contentWindow.hit !== undefined,
                Elements: page.querySelectorAll("[id^=hit], img, iframe, object, embed, form, base, a[href^=javascript], meta[http-equiv=refresh]").length,
                Scripts: page.querySelectorAll("script").length,
                Handlers: all.reduce(function (sum, e) { return sum + Array.from(e.attributes).filter(function (a) { return a.name.indexOf("on") === 0; }).length; }, 0),
                Own: theme !== null && !theme.hidden, Styled: page.querySelector("header .bar") !== null && frame.contentWindow.getComputedStyle(page.querySelector("header .bar")).display === "flex"
              };
            }
            window.onload = function () {
              setTimeout(function () { document.getElementById("findings").textContent = JSON.stringify(Array.from(document.querySelectorAll("iframe")).map(look)); }, 1000);
            };
            </script></body>
            """);
        var start = new ProcessStartInfo(Program!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--allow-file-access-from-files", "--virtual-time-budget=4000", $"--user-data-dir={Path.Join(folder, "profile")}", "--dump-dom", new Uri(frame).AbsoluteUri,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var read = process.StandardOutput.ReadToEndAsync();
        if (!read.Wait(Longest))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"the browser must end within {Longest}; is it {Program} that can run here?");
        }
        process.WaitForExit();
        var dom = read.Result;
        var found = Result().Match(dom);
        Assert.True(found.Success, $"{dom}\n{errors.Result}");
        return JsonSerializer.Deserialize<Findings[]>(System.Net.WebUtility.HtmlDecode(found.Groups[1].Value))!;
    }

    [GeneratedRegex("<pre id=\"findings\">(\\[.*?\\])</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
