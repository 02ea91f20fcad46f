"""Addresses."""

from django.urls import path

from begleitwerk.comments import views

app_name = "comments"

K = "k/<slug:slug>/kommentare/"

urlpatterns = [
    path(f"{K}<slug:kind>/<int:pk>/neu/", views.CommentAdd.as_view(), name="comment_add"),
    path(f"{K}<int:pk>/bearbeiten/", views.CommentEdit.as_view(), name="comment_edit"),
    path(f"{K}<int:pk>/zuruecknehmen/", views.CommentWithdraw.as_view(), name="comment_withdraw"),
]
