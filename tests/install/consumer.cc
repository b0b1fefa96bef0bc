// The same from C++: the headers compile there, and names link.
#include <symbar/symbar.h>

#include <iostream>
#include <memory>
#include <string>

static bool append(void *context, const char *bytes, std::size_t byte_count)
{
    static_cast<std::string *>(context)->append(bytes, byte_count);
    return true;
}

int main(int argc, char **argv)
{
    std::unique_ptr<symbar_diagnostics, decltype(&symbar_diagnostics_free)> diagnostics(
        symbar_diagnostics_create(), symbar_diagnostics_free);
    symbar_study *study = nullptr;
    symbar_report *report = nullptr;
    symbar_style style = {};
    std::string text;
    style.ascii = true;

    if (argc != 2 ||
        symbar_study_load(argv[1], nullptr, &study, diagnostics.get()) != SYMBAR_OK ||
        symbar_run(study, &report, diagnostics.get()) != SYMBAR_OK)
        return 1;
    if (symbar_report_write(report, "text", &style, append, &text, diagnostics.get()) !=
            SYMBAR_OK ||
        text.size() < 500)
        return 2;
    std::cout << symbar_version() << "\n";
    symbar_report_free(report);
    symbar_study_free(study);
    return 0;
}
