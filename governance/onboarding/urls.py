"""Address of 上线准备."""

from django.urls import path

from governance.onboarding.views import onboarding

urlpatterns = [path("<slug:tenant>/system/onboarding/", onboarding, name="onboarding")]
